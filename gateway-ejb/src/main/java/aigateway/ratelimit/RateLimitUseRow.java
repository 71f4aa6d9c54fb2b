package aigateway.ratelimit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What one node has counted lately for one pool. Told to the console; nothing is decided by it. */
@Entity
@Table(name = "rate_limit_use")
class RateLimitUseRow {

    @Id
    String id;

    @Column
    String node;

    @Column(name = "rule_id")
    String ruleId;

    @Column
    String pool;

    @Column
    String unit;

    @Column
    long used;

    @Column(name = "limit_to")
    long limit;

    /** Milliseconds since 1970. */
    @Column(name = "expires_at")
    long expiresAt;

    RateLimitUseRow() {}

    RateLimitUseRow(String id, String node, RateLimitUse use) {
        this.id = id;
        this.node = node;
        this.ruleId = use.ruleId();
        this.pool = use.pool();
        this.unit = use.unit();
        this.used = use.used();
        this.limit = use.limit();
        this.expiresAt = use.resetsAt().toEpochMilli();
    }

    RateLimitUse use() {
        return new RateLimitUse(ruleId, pool, unit, used, limit, Instant.ofEpochMilli(expiresAt));
    }
}
