"""Addresses of a concern of two. None of them says what it is about."""

from django.urls import path

from rekindle.concerns import views, views_sides, views_texts

urlpatterns = [
    path("", views.index, name="us-concerns"),
    path("new/", views.new, name="us-concern-new"),
    path("<uuid:id>/", views.concern, name="us-concern"),
    path("<uuid:id>/act/", views.act, name="us-concern-act"),
    path("<uuid:id>/name/", views.reword, name="us-concern-name"),
    path("<uuid:id>/side/<int:n>/", views_sides.side, name="us-concern-side"),
    path("<uuid:id>/read/<int:n>/", views_sides.read, name="us-concern-read"),
    path("<uuid:id>/apart/<slug:form>/", views_sides.answer, name="us-concern-apart"),
    path("<uuid:id>/taken-back/", views_sides.taken_back, name="us-concern-taken-back"),
    path("<uuid:id>/pattern/", views_texts.pattern, name="us-concern-pattern"),
    path("<uuid:id>/ideas/", views_texts.ideas, name="us-concern-ideas"),
    path("<uuid:id>/parts/", views_texts.dividing, name="us-concern-parts"),
    path("<uuid:id>/agreement/", views_texts.agreement, name="us-concern-agreement"),
    path("<uuid:id>/history/", views_texts.history, name="us-concern-history"),
]
