package io.omnipulse.schemas;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes a body into memory, and gives up when it is longer than any that a registry has reason to
 * send.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
    private final long limit;
    private long received;

    BoundedBody(long limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription.set(source);
        whole.onSubscribe(source);
    }

    /** Called by one thread at a time, as the contract of flows demands. */
    @Override
    public void onNext(List<ByteBuffer> buffers) {
        received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received <= limit) {
            whole.onNext(buffers);
            return;
        }
        Flow.Subscription source = subscription.get();
        if (source != null) {
            source.cancel();
        }
        whole.onError(new IOException("The answer is longer than " + limit + " bytes"));
    }

    @Override
    public void onError(Throwable failure) {
        whole.onError(failure);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }
}
