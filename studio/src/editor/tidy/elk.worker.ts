// The layout engine answers messages by itself once it is loaded into a worker. Shipped as it came (EPL-2.0, see docs/third-party.md).
import "elkjs/lib/elk-worker.min.js";
