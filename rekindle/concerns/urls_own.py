"""Addresses of a concern for oneself alone."""

from django.urls import path

from rekindle.concerns import views_own

urlpatterns = [path("<uuid:id>/<int:n>/", views_own.own, name="mine-concern")]
