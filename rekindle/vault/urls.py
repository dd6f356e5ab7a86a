"""Addresses of the vault's door."""

from django.urls import path

from rekindle.vault.views import lock_view, unlock_view

urlpatterns = [path("unlock/", unlock_view, name="unlock"), path("lock/", lock_view, name="lock")]
