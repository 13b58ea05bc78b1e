use web_requests::Server;

fn main() -> Result<(), ureq::Error> {
    let server = Server::start();
    let agent = ureq::Agent::config_builder()
        .proxy(None)
        .build()
        .new_agent();
    let answer = agent.get(server.url("/silent")).call()?;
    println!("{}", answer.status());
    Ok(())
}
