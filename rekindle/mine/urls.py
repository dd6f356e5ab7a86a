"""Addresses of Mine."""

from django.urls import path

from rekindle.mine import exporting, views

urlpatterns = [
    path("", views.mine, name="mine"),
    path("new/", views.new, name="mine-new"),
    path("export/", exporting.export, name="export"),
    path("<uuid:id>/", views.item, name="mine-item"),
    path("<uuid:id>/remove/", views.remove, name="mine-remove"),
]
