import os

os.environ["OS_KEYSTONE_CONFIG_FILES"] = "@state@/etc/keystone.conf"
from keystone.server.wsgi import initialize_public_application

application = initialize_public_application()
