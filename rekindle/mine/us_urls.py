"""Addresses of Us."""

from django.urls import path

from rekindle.mine import us

urlpatterns = [
    path("", us.us, name="us"),
    path("invitation/", us.invite, name="us-invite"),
    path("words/", us.words, name="us-words"),
    path("together/", us.together, name="us-open"),
    path("part/", us.part, name="us-part"),
]
