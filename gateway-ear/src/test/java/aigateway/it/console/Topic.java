package aigateway.it.console;

import java.util.Arrays;

/** What the people of the office ask, and what a model says to it. */
enum Topic {
    ORDERS(
            "Which orders of this morning could not be paid?",
            "Fourteen: A-1042 to A-1055, all paid by card between 9:40 and 10:05.\nThe payment provider timed out for"
                    + " each of them. Eleven went through when they were tried again; A-1043, A-1047 and A-1051 did not."),
    TICKET(
            "Summarise this ticket in two sentences for the engineer on call: Since 9:40 customers see error 502 when"
                    + " they pay by card. Vouchers and refunds work. Restarting the checkout did not help.",
            "Card payments have failed with error 502 since 9:40, while vouchers and refunds work. A restart of the"
                    + " checkout did not help, so look at the connection to the payment provider first."),
    REFUNDS(
            "Is the refund policy the same for orders above 200 euros?",
            "Nearly: the 30 days are the same, but above 200 euros a person has to approve the refund, which takes up to"
                    + " two working days."),
    TRANSLATION("Translate the product text into Dutch: waterproof hiking boots.", "Waterdichte wandelschoenen."),
    INVOICES(
            "Which invoices of October are still open?",
            "Three: 2210 (Jansen, 480 euros), 2217 (Novak, 1,250 euros) and 2231 (Okafor, 96 euros). Only 2217 is"
                    + " overdue."),
    FAILURES(
            "Why do payments fail since this morning?",
            "The payment provider timed out for about two percent of the orders since this morning.\nRetrying helps in"
                    + " most cases; I have listed the affected orders below.");

    private final String question;
    private final String answer;

    Topic(String question, String answer) {
        this.question = question;
        this.answer = answer;
    }

    String question() {
        return question;
    }

    String answer() {
        return answer;
    }

    /** To what is about none of them, the answer is about the payments. */
    static Topic of(String question) {
        return Arrays.stream(values())
                .filter(topic -> topic.question.equals(question))
                .findFirst()
                .orElse(FAILURES);
    }
}
