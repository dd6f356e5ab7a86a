"""Addresses of Help."""

from django.urls import path

from rekindle.safety import views

urlpatterns = [
    path("", views.help_page, name="help"),
    path("history/", views.history, name="help-history"),
    path("check/", views.check, name="help-check"),
    path("check/begin/", views.check_begin, name="help-check-begin"),
    path("check/clear/", views.check_clear, name="help-check-clear"),
]
