from django.apps import AppConfig


class RevealConfig(AppConfig):
    name = "rekindle.reveal"

    def ready(self) -> None:
        from rekindle.accounts.farewell import farewells
        from rekindle.reveal.leaving import erase_pending

        # Before the places are freed: they say whose answers these are.
        if erase_pending not in farewells:
            farewells.insert(0, erase_pending)
