package io.widthwise.deploy.quarantine;

import picocli.CommandLine.Command;

/** What was refused, and another try for it. */
@Command(
    name = "quarantine",
    description = "List, show and replay the messages that were refused.",
    subcommands = {ListCommand.class, ShowCommand.class, ReplayCommand.class})
public final class QuarantineCommand {}
