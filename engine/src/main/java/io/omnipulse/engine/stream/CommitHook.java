package io.omnipulse.engine.stream;

import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Runs a processor's work inside every commit of its task, whatever caused it, before the producer
 * is flushed and the offsets are committed. So what the work stores and forwards is in the same
 * transaction as the offsets of the events it came from: after a crash either all of it counts or
 * none.
 *
 * <p>It is a store that stores nothing. Kafka Streams flushes the caches of stores at that very
 * moment of a commit, and at no other hook: punctuation is not aligned with commits, {@code
 * Processor.close()} runs after the last one, and since 4.3 so do {@code StateStore.flush()} and
 * {@code commit()}. This is the only class that touches the internals behind it; CrashIT fails if a
 * new version of Kafka changes the order.
 */
final class CommitHook implements StateStore, CachedStateStore<Object, Object> {
    private final String name;
    private @Nullable InternalProcessorContext<?, ?> context;
    private @Nullable Runnable work;
    private boolean open;

    private CommitHook(String name) {
        this.name = name;
    }

    /**
     * To be called in a processor's {@code init}: the work runs with that processor as the current
     * node.
     */
    void beforeCommit(Runnable toDo) {
        InternalProcessorContext<?, ?> current = initialised();
        ProcessorNode<?, ?, ?, ?> node = current.currentNode();
        work = () -> inside(current, node, toDo);
    }

    /**
     * Forwarding needs a current node and a record context, which a commit does not have of its
     * own.
     */
    private static void inside(
            InternalProcessorContext<?, ?> context, ProcessorNode<?, ?, ?, ?> node, Runnable toDo) {
        ProcessorNode<?, ?, ?, ?> previousNode = context.currentNode();
        ProcessorRecordContext previousRecord = context.recordContext();
        context.setCurrentNode(node);
        context.setRecordContext(new ProcessorRecordContext(0, -1, -1, null, new RecordHeaders()));
        try {
            toDo.run();
        } finally {
            context.setCurrentNode(previousNode);
            context.setRecordContext(previousRecord);
        }
    }

    private InternalProcessorContext<?, ?> initialised() {
        if (context == null) {
            throw new IllegalStateException("store " + name + " is not initialised");
        }
        return context;
    }

    @Override
    public void flushCache() {
        if (work != null) {
            work.run();
        }
    }

    @Override
    public void clearCache() {
        // Nothing is cached here. The processor builds its heap anew in init().
    }

    @Override
    public boolean setFlushListener(
            CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext storeContext, StateStore root) {
        context = (InternalProcessorContext<?, ?>) storeContext;
        storeContext.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        open = false;
        work = null;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    static StoreBuilder<CommitHook> named(String name) {
        return new Builder(name);
    }

    /** The builder has no choices: a hook is neither cached nor logged. */
    private record Builder(String name) implements StoreBuilder<CommitHook> {
        @Override
        public StoreBuilder<CommitHook> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingDisabled() {
            return this;
        }

        @Override
        public CommitHook build() {
            return new CommitHook(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
