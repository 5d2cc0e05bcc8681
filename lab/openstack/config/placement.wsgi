import os

os.environ["OS_PLACEMENT_CONFIG_DIR"] = "@state@/etc"
from placement.wsgi import init_application

application = init_application()
