from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "marketplace.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Models exist only from here on.
        from marketplace.accounts import events
        from marketplace.accounts.extensions import personal_data
        from marketplace.accounts.personal_data import InboxData, PersonData

        personal_data.register("person", PersonData())
        personal_data.register("events", InboxData())
        events.connect()
