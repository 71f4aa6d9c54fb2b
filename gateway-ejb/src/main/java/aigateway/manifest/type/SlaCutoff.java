package aigateway.manifest.type;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How slow a target may be before others are asked first, as means over the last minutes. At least one is given.
 *
 * @param timePerOutputTokenMs null: however slowly it writes
 * @param timeToFirstTokenMs of its streams; null: however late they begin
 */
public record SlaCutoff(@Nullable BigDecimal timePerOutputTokenMs, @Nullable BigDecimal timeToFirstTokenMs) {}
