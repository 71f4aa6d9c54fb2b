package aigateway.admission;

import java.util.List;

/** Leave to proceed, with what was reserved for it. Settled exactly once, on every path; later calls do nothing. */
public interface Permit {

    /** For a call that no rule applies to. */
    Permit FREE = new Permit() {
        @Override
        public List<AppliedRule> rules() {
            return List.of();
        }

        @Override
        public void settle(Settlement settlement) {}
    };

    /** The rules that applied, with what they had left when the permit was given. */
    List<AppliedRule> rules();

    void settle(Settlement settlement);
}
