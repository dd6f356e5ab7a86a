"""Addresses for people who have no account yet."""

from django.urls import path

from rekindle.welcome import guest, joining

urlpatterns = [
    path("", guest.welcome, name="welcome"),
    path("start/", guest.start, name="start"),
    path("tonight/<int:n>/", guest.one_thing, name="tonight"),
    path("sign-up/", joining.sign_up, name="sign-up"),
    path("join/", joining.join, name="join"),
    path("join/accept/", joining.accept, name="join-accept"),
]
