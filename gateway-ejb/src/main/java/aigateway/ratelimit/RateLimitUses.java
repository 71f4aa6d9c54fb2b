package aigateway.ratelimit;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table through which the nodes tell the console how far their limits are used. */
@Stateless
public class RateLimitUses {

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    /**
     * What changed on one node since it last told.
     *
     * @param told by the id of the row
     * @param gone ids of rows
     */
    public record Changes(Map<String, RateLimitUse> told, Collection<String> gone) {}

    public void tell(String node, Changes changes) {
        changes.told().forEach((id, use) -> entities.merge(new RateLimitUseRow(id, node, use)));
        changes.gone().forEach(id -> entities.createQuery("delete from RateLimitUseRow r where r.id = :id")
                .setParameter("id", id)
                .executeUpdate());
    }

    /** Removes what nodes left behind that are gone. */
    public void sweep(Instant now) {
        entities.createQuery("delete from RateLimitUseRow r where r.expiresAt < :now")
                .setParameter("now", now.toEpochMilli())
                .executeUpdate();
    }

    /** The pools in use, nearest to their limit first, added up over the nodes. */
    public List<RateLimitUse> current(Instant now) {
        record Pool(String ruleId, String unit, String pool) {}
        Map<Pool, RateLimitUse> pools = new LinkedHashMap<>();
        entities.createQuery("select r from RateLimitUseRow r where r.expiresAt >= :now", RateLimitUseRow.class)
                .setParameter("now", now.toEpochMilli())
                .getResultStream()
                .map(RateLimitUseRow::use)
                .forEach(use -> pools.merge(new Pool(use.ruleId(), use.unit(), use.pool()), use, RateLimitUse::plus));
        List<RateLimitUse> uses = new ArrayList<>(pools.values());
        uses.sort((a, b) -> Double.compare(b.share(), a.share()));
        return uses;
    }
}
