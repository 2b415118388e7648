package io.omnipulse.engine.core.event;

/**
 * What happened, over all types of event: the actions of the web, the kinds of sale and of survey,
 * each group in the order of its schema, so that two copies of one event compare by position.
 * {@link #NONE} is for types whose kind no rule reads.
 */
public enum Action {
    NONE,
    // WebAction
    UNKNOWN,
    IMPRESSION,
    PAGE_VIEW,
    CLICK,
    SEARCH,
    PRODUCT_VIEW,
    ADD_TO_CART,
    REMOVE_FROM_CART,
    CHECKOUT,
    PURCHASE,
    SIGN_UP,
    SUBSCRIBE,
    UNSUBSCRIBE,
    LIKE,
    SHARE,
    COMMENT,
    REVIEW,
    MENTION,
    // SaleKind
    SALE,
    RETURN,
    // SurveyKind
    UNKNOWN_SURVEY,
    NPS,
    CSAT,
    YES_NO
}
