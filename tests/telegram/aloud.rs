//! A talk with the bot on the knowledge that it ships with, printed as it would look, to be read by a person:
//! cargo test --test suite aloud -- --ignored --nocapture

use super::program::Bot;

#[ignore = "for reading"]
#[tokio::test]
async fn a_talk_read_aloud() {
    let bot = Bot::start_shipped().await;
    let person = bot.stand_in.chat(870_000_001);
    let file = std::env::var("TALK").unwrap_or_else(|_| {
        "/start\nNorwich\nhi\ni have adhd and my school keeps sending me home early is that allowed\neasy read please\nwhat is a ehcp\nhow do i get one\n1\nyes\nim being bullied\ncan i get a taxi to school\nwhats there to do near me\nmy mum says the council said no\ni feel really anxious all the time\nare you a real person\nwho can see what i write\nwheres my plan\nu r useless\ni hate my life\nwhat happens when im 18\nthanks\n/stop".to_owned()
    });
    for said in file.lines() {
        eprintln!("\n>>> {said}");
        for message in bot.say(&person, said).await {
            eprintln!("{}", message.text());
            for (words, _) in message.buttons() {
                eprintln!("   [{words}]");
            }
            eprintln!("   --");
        }
    }
}
