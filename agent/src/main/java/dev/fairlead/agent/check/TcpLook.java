package dev.fairlead.agent.check;

import dev.fairlead.protocol.Check;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether a port takes a connection. */
public final class TcpLook {
    private TcpLook() {}

    public static Finding at(Check.Tcp check) throws InterruptedException {
        var place = check.address() + ":" + check.port();
        try {
            Timely.within(check.patience().seconds(), () -> connect(check));
            return Finding.passed(place + " takes connections");
        } catch (IOException e) {
            return Finding.failed(place + " takes no connection: " + e.getMessage());
        }
    }

    /** The name is looked up within the time, too. */
    private static boolean connect(Check.Tcp check) throws IOException {
        var address = new InetSocketAddress(check.address(), check.port());
        if (address.isUnresolved()) {
            throw new IOException("nobody knows an address of " + check.address());
        }
        try (var socket = new Socket()) {
            socket.connect(address, check.patience().seconds() * 1000);
            return true;
        }
    }
}
