"""Addresses that are no page: is the server there."""

from django.urls import path

from rekindle.web.health import healthz

urlpatterns = [path("healthz", healthz, name="healthz")]
