"""Addresses of Today."""

from django.urls import path

from rekindle.plan.views import choice, today

urlpatterns = [path("today/", today, name="today"), path("today/choice/", choice, name="today-choice")]
