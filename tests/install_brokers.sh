#!/bin/sh
# The tests of the queue run private instances of Debian's RabbitMQ and Redis; install them where
# they are missing and we may. No service of the machine is left running.
[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] && command -v redis-server >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing RabbitMQ and Redis for the tests of the queue ..."
    # Debian would start them at once, on ports that may be taken.
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
    apt-get update -qq && apt-get install -y -qq --no-install-recommends rabbitmq-server redis-server >/dev/null
    rm -f /usr/sbin/policy-rc.d
else
    echo "No RabbitMQ or Redis here: those tests will be skipped (packages rabbitmq-server, redis-server)."
fi
