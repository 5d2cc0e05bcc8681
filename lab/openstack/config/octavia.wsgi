from octavia.api.app import setup_app

application = setup_app(argv=["octavia-api", "--config-file", "@state@/etc/octavia.conf"])
