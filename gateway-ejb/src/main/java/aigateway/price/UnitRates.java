package aigateway.price;

import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.manifest.type.ModelCost;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A price by pictures, minutes, characters or searches, on top of one by tokens. */
record UnitRates(Price tokens, Rates rates) implements Price {

    /** A minute has no exact sixtieth; this is a millionth of a millionth of a dollar. */
    private static final int DIGITS = 12;

    private static final BigDecimal MILLIS_OF_A_MINUTE = BigDecimal.valueOf(60_000);

    /**
     * Dollars; null where it is not charged by that.
     *
     * @param images by what was asked for, the price of the others under the empty name
     */
    record Rates(
            Map<String, BigDecimal> images,
            @Nullable BigDecimal audioMinute,
            @Nullable BigDecimal millionCharacters,
            @Nullable BigDecimal thousandSearches) {

        static Rates of(ModelCost cost) {
            return new Rates(
                    cost.perImage() == null ? Map.of() : Map.of("", cost.perImage()),
                    cost.perAudioMinute(),
                    cost.perMillionCharacters(),
                    cost.perThousandSearches());
        }

        private BigDecimal image(@Nullable String kind) {
            BigDecimal other = images.getOrDefault("", BigDecimal.ZERO);
            return kind == null ? other : images.getOrDefault(kind, other);
        }
    }

    @Override
    public BigDecimal cost(Usage usage) {
        return tokens.cost(usage).add(units(usage.units()));
    }

    @Override
    public BigDecimal most(Usage usage) {
        return tokens.most(usage).add(units(usage.units()));
    }

    @Override
    public List<Long> tiers() {
        return tokens.tiers();
    }

    private BigDecimal units(Units used) {
        if (!used.isAny()) {
            return BigDecimal.ZERO;
        }
        return BigDecimal.ZERO
                .add(rates.image(used.imageKind()).multiply(BigDecimal.valueOf(used.images())))
                .add(times(rates.audioMinute, used.audioMillis())
                        .divide(MILLIS_OF_A_MINUTE, DIGITS, RoundingMode.HALF_UP))
                .add(times(rates.millionCharacters, used.characters()).scaleByPowerOfTen(-6))
                .add(times(rates.thousandSearches, used.searches()).scaleByPowerOfTen(-3));
    }

    private static BigDecimal times(@Nullable BigDecimal price, long units) {
        return price == null ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(units));
    }
}
