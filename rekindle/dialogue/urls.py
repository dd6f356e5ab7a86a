"""Addresses of the guided talk. What a talk is about is in no address."""

from django.urls import path

from rekindle.dialogue import choosing, views

urlpatterns = [
    path("", choosing.talks, name="talks"),
    path("kinds/<int:order>/", choosing.kind, name="talk-kind"),
    path("<uuid:id>/", views.talk, name="talk"),
    path("<uuid:id>/acts/", views.act, name="talk-act"),
    path("<uuid:id>/rating/", views.rating, name="talk-rating"),
    path("<uuid:id>/taken-back/", views.taken_back, name="talk-taken-back"),
]
