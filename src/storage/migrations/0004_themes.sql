-- What messages that were met with help say about services: how often, without words; nothing here leads back to a message.
CREATE TABLE theme_counts (
    month TEXT /* bytewise */ NOT NULL,
    area TEXT /* bytewise */ NOT NULL,
    theme TEXT /* bytewise */ NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (month, area, theme)
);
