"""Addresses of this room. None of them says which practice it is."""

from django.urls import path

from rekindle.practice import browsing, stepping

urlpatterns = [
    path("", browsing.practices, name="practices"),
    path("<int:order>/", browsing.strategy, name="practices-strategy"),
    path("begin/", browsing.begin, name="step-begin"),
    path("<uuid:id>/", stepping.step, name="step"),
    path("<uuid:id>/close/", stepping.close, name="step-close"),
    path("<uuid:id>/drop/", stepping.drop, name="step-drop"),
]
