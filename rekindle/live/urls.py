"""One address a thread. A browser asks it for a number, or for a socket that says when the number grows."""

from django.urls import path

from rekindle.live import views

urlpatterns = [path("<uuid:id>/", views.live, name="live")]
