"""Sends a change for each line of its input, a builder and a revision, and says when in ms."""
import sys
import time

from buildbot.clients.sendchange import Sender
from twisted.internet import defer, task


@defer.inlineCallbacks
def main(_, master):
    print('ready', flush=True)
    for line in sys.stdin:
        builder, revision = line.split()
        now = int(time.time() * 1000)
        sender = Sender(master, ('change', 'change'))
        yield sender.send(
            'main', revision, 'change', ['file'], who='bench', category=builder, codebase='')
        print(now, flush=True)


task.react(main, sys.argv[1:])
