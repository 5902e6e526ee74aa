// Parses cards with the SDK of Adaptive Cards 1.5, and prints what it complains of, a line each.
// Usage: node cards.cjs FILE, a JSON list of cards.
const fs = require("fs");
const { AdaptiveCard, SerializationContext, Versions } = require("adaptivecards/dist/adaptivecards.js");

for (const json of JSON.parse(fs.readFileSync(process.argv[2], "utf8"))) {
  const card = new AdaptiveCard();
  const context = new SerializationContext(Versions.v1_5);
  card.parse(json, context);
  for (let i = 0; i < context.eventCount; i++) {
    console.log(context.getEventAt(i).message);
  }
  for (const event of card.validateProperties().validationEvents) {
    console.log(event.message);
  }
}
