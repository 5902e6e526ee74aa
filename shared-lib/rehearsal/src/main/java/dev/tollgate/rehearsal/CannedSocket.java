package dev.tollgate.rehearsal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.function.UnaryOperator;

/**
 * A socket that is connected to nothing: whatever was written until somebody reads is a request,
 * and the answer to it is made up.
 */
public final class CannedSocket extends Socket {
    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private final UnaryOperator<byte[]> answer;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private ByteArrayInputStream pending = new ByteArrayInputStream(new byte[0]);
    private boolean closed;

    public CannedSocket(UnaryOperator<byte[]> answer) {
        this.answer = answer;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) {}

    @Override
    public void connect(SocketAddress endpoint) {}

    @Override
    public OutputStream getOutputStream() {
        return written;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws SocketTimeoutException {
                return answered().read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws SocketTimeoutException {
                return answered().read(bytes, offset, length);
            }
        };
    }

    /** As an idle connection does, it says nothing before it is asked. */
    private ByteArrayInputStream answered() throws SocketTimeoutException {
        if (pending.available() == 0) {
            if (written.size() == 0) {
                throw new SocketTimeoutException("nothing was asked");
            }
            pending = new ByteArrayInputStream(answer.apply(written.toByteArray()));
            written.reset();
        }
        return pending;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isInputShutdown() {
        return closed;
    }

    @Override
    public boolean isOutputShutdown() {
        return closed;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return PEER;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return PEER;
    }

    @Override
    public InetAddress getInetAddress() {
        return PEER.getAddress();
    }

    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setReuseAddress(boolean on) {}

    @Override
    public void setSoLinger(boolean on, int linger) {}

    @Override
    public void shutdownInput() {}

    @Override
    public void shutdownOutput() {}

    @Override
    public void close() {
        closed = true;
    }
}
