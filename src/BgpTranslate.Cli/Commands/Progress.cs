using Spectre.Console;

namespace BgpTranslate.Cli.Commands;

/// <summary>A bar for a person who waits: on a terminal, for batches that take a while.</summary>
internal static class Progress
{
    private const int Many = 100;

    /// <summary>Runs work of many steps. What it wants to say goes to the writer that it is given.</summary>
    /// <param name="environment">Where the bar goes.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="work">The work: it writes to its first argument, and calls the second after each step.</param>
    public static void Show(ProgramEnvironment environment, int steps, Action<TextWriter, Action> work)
    {
        if (!environment.ErrorIsTerminal || steps < Many)
        {
            work(environment.Error, () => { });
            return;
        }

        // Lines would tear the bar apart: they follow it.
        using var later = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(environment.Error),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = environment.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        });
        console.Profile.Width = environment.Width;
        console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(context =>
        {
            var task = context.AddTask("converting", maxValue: steps);
            work(later, () => task.Increment(1));
        });
        environment.Error.Write(later.ToString());
    }
}
