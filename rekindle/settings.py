"""Every setting, read from the environment. Nothing needs to be set for a first try on one machine."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF

from rekindle.web.secrets import secret_key
from rekindle.web.zone import local_zone

env = environ.Env()
HERE = Path(__file__).resolve().parent
DATA = Path(env.str("REKINDLE_DATA", default=str(HERE.parent / "data"))).resolve()
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)

# The one address people use. Cookies, e-mails and every origin check follow from it.
ORIGIN = env.str("REKINDLE_ORIGIN", default=f"http://localhost:{env.int('PORT', default=8000)}").rstrip("/")
_origin = urlsplit(ORIGIN)
HTTPS = _origin.scheme == "https"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

SECRET_KEY = secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = [_origin.hostname or "localhost", *LOCAL_HOSTS]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
ROOT_URLCONF = "rekindle.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "rekindle.web",
    "rekindle.accounts",
    "rekindle.vault",
    "rekindle.couples",
    "rekindle.safety",
    "rekindle.measures",
    "rekindle.practice",
    "rekindle.reveal",
    "rekindle.ledger",
    "rekindle.dialogue",
    "rekindle.live",
    "rekindle.moments",
    "rekindle.concerns",
    "rekindle.plan",
    "rekindle.welcome",
    "rekindle.mine",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "rekindle.web.middleware.PlainWords",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "rekindle.web.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rekindle.vault.middleware.Unlocked",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["rekindle.web.context.page"],
            "builtins": ["django.templatetags.static", "rekindle.web.templatetags.words"],
        },
    }
]

# FULL: what was acknowledged survives a power cut. IMMEDIATE: a writer waits its turn instead of failing half-way.
# A connection kept open saves a checkpoint at every request; docs/decisions/0004-serving.md has the figures.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
    "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "rekindle.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": SQLITE_PRAGMAS},
    }
}

# Carries signals between processes. Without it they look into the database, and are a second later at most.
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    from redis import Redis

    Redis.from_url(REDIS_URL)  # a mistake is told now, and not by the first signal

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["rekindle.accounts.backend.PassphraseBackend"]
PASSWORD_HASHERS = ["rekindle.accounts.backend.NoHasher"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
PASSWORD_RESET_TIMEOUT = 60 * 60

# Holds only how often a secret was tried. Large, so that a flood of made-up names pushes no real count out.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 50_000}},
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-s" if HTTPS else "s"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-c" if HTTPS else "c"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "rekindle.web.errors.csrf_failure"
VAULT_COOKIE_NAME = "__Host-vk" if HTTPS else "vk"

SECURE_SSL_REDIRECT = False  # the proxy in front does this; docs/self-hosting.md
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("REKINDLE_BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# Not "no-referrer": with it Chromium names the origin of our own forms "null", and they would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": env.str("REKINDLE_STATIC", default="rekindle.web.files.Files")},
}

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = env.str("REKINDLE_TIME_ZONE", default=local_zone())

# A text field of a letter is generous; a megabyte is an accident or an attack and gets one plain sentence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update({k: v for k, v in env.email_url("EMAIL_URL").items() if k.startswith("EMAIL_")})
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("REKINDLE_MAIL_FROM", default="Notes <notes@localhost>")
ADMINS: list[tuple[str, str]] = []

# The neutral site that Quick exit goes to, and the name a browser tab shows.
EXIT_URL = env.str("REKINDLE_EXIT_URL", default="https://www.bbc.com/weather")
SITE_TITLE = env.str("REKINDLE_TITLE", default="Rekindle")

# "standard" is 128 MiB a sign-in; "small" is 64 MiB, for a small board computer.
KDF_PROFILE = env.str("REKINDLE_KDF", default="standard")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"bare": {"()": "rekindle.web.logs.Bare"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["bare"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would mail or print whole requests.
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

if os.environ.get("PYTEST_VERSION"):
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
