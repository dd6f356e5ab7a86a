"""Addresses of an account."""

from django.urls import path

from rekindle.accounts.views import own, resetting, signing

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("exit/", signing.leave_at_once, name="exit"),
    path("reset/", resetting.by_mail, name="reset"),
    path("reset/code/", resetting.by_code, name="reset-code"),
    path("reset/<str:uid>/<str:token>/", resetting.by_link, name="reset-link"),
    path("address/<str:uid>/<str:token>/", resetting.verify, name="verify"),
    path("settings/", own.settings_page, name="settings"),
    path("settings/passphrase/", own.passphrase, name="passphrase"),
    path("settings/recovery/", own.recovery, name="recovery"),
    path("settings/devices/", own.devices, name="devices"),
    path("settings/devices/<uuid:id>/end/", own.device_end, name="device-end"),
    path("settings/address/", own.email, name="email"),
    path("settings/leave/", own.leave, name="leave"),
]
