/** The most frequent call past JAX-RS. */
@org.jspecify.annotations.NullMarked
package aigateway.web.direct;
