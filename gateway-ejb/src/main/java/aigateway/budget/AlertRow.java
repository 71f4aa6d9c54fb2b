package aigateway.budget;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A {@link BudgetAlert} as the database keeps it. */
@Entity
@Table(name = "budget_alert")
class AlertRow {

    @Id
    String id;

    @Column(name = "rule_id")
    String ruleId;

    @Column
    String unit;

    @Column
    String pool;

    @Column(name = "period_start")
    LocalDate periodStart;

    @Column
    int threshold;

    @Column
    BigDecimal spent;

    @Column(name = "limit_to")
    BigDecimal limit;

    /** Milliseconds since 1970. */
    @Column(name = "crossed_at")
    long crossedAt;

    @Column
    @Nullable
    String outcome;

    AlertRow() {}

    AlertRow(BudgetAlert alert) {
        this.id = alert.id();
        this.ruleId = alert.ruleId();
        this.unit = alert.unit();
        this.pool = alert.pool();
        this.periodStart = alert.periodStart().atOffset(ZoneOffset.UTC).toLocalDate();
        this.threshold = alert.threshold();
        this.spent = alert.spent();
        this.limit = alert.limit();
        this.crossedAt = alert.crossedAt().toEpochMilli();
    }

    BudgetAlert alert() {
        return new BudgetAlert(
                id,
                ruleId,
                pool,
                unit,
                threshold,
                spent,
                limit,
                periodStart.atStartOfDay(ZoneOffset.UTC).toInstant(),
                Instant.ofEpochMilli(crossedAt),
                outcome);
    }
}
