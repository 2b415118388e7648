package io.omnipulse.producers;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who visits, buys and answers. The same person has the same ids on the web, at the till
 * and in a survey.
 *
 * @param visitorId the browser
 * @param customerId null for those who never gave a name
 * @param respondentId how a survey knows those who are no customers
 * @param store the shop they go to; its currency is theirs
 * @param staysSignedIn whether a visit bears the customer from its first event on
 * @param userAgent null where the browser tells nothing
 */
record Person(
        String visitorId,
        @Nullable String customerId,
        String respondentId,
        Store store,
        boolean staysSignedIn,
        @Nullable String userAgent) {}
