"""Addresses of this room. A round has a number nobody can guess; what it asks is in no address."""

from django.urls import path

from rekindle.reveal import views

urlpatterns = [
    path("<uuid:id>/", views.round_page, name="round"),
    path("<uuid:id>/answer/", views.answer, name="round-answer"),
    path("<uuid:id>/taken-back/", views.taken_back, name="round-taken-back"),
    path("<uuid:id>/replies/", views.replies, name="round-replies"),
]
