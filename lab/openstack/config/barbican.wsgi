from paste import deploy

application = deploy.loadapp("config:/usr/share/barbican-common/barbican-api-paste.ini")
