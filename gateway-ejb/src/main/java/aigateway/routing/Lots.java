package aigateway.routing;

/** One lot for each target of a route, from 0 (exclusive) to 1. */
interface Lots {

    double of(int target);
}
