package aigateway.admission;

import aigateway.call.ModelCall;

/** Something that may refuse a call before it is made. Answers from memory, without waiting. */
public interface AdmissionRule {

    Decision admit(ModelCall call);
}
