"""Addresses of this room."""

from django.urls import path

from rekindle.measures import views, views_together

urlpatterns = [
    path("", views.check_up, name="us-check-up"),
    path("<slug:form>/<int:n>/", views.question, name="us-check-up-question"),
    path("<uuid:id>/", views.result, name="us-check-up-result"),
    path("<uuid:id>/share/", views_together.share, name="us-check-up-share"),
    path("together/<uuid:id>/", views_together.compare, name="us-compare"),
]
