using ModelContextProtocol.Protocol;

namespace Clew.Mcp.Prompts;

/// <summary>The prompts, under the names that CoaiaPy gave them; the words are ours.</summary>
static class PromptTexts
{
    public static IEnumerable<PromptText> All() => [Pipeline(), Audio(), Duo()];

    static PromptText Pipeline() =>
        new(
            new Prompt
            {
                Name = "create_observability_pipeline",
                Description = "Record a piece of work with several steps as one trace",
                Arguments =
                [
                    PromptText.Argument("trace_name", "What the work is called"),
                    PromptText.Argument("user_id", "On whose behalf it is done"),
                    PromptText.Argument("steps", "The steps, in their order, with commas"),
                ],
            },
            NeedsFull: false,
            given =>
                $"""
                    Record the following work as one trace, while it is done.

                    Name of the trace: {given["trace_name"]}
                    User: {given["user_id"]}
                    Steps: {given["steps"]}

                    1. Choose a UUID as the id of the trace, and make the trace with trace_create: its name, user_id, and as
                       input_data what the work starts from.
                    2. For each step, when it begins: add_observation with an id of its own, the name of the step, type SPAN
                       (GENERATION if a model is called, EVENT if it takes no time), start_time, and what goes in. A step
                       within a step has the outer one as its parent_id.
                    3. When the step ends: add_observation with the same ids again, end_time and what came out. What is sent
                       later completes what is there. If it failed, say so in output_data.
                    4. At the end set the output of the trace with trace_patch_output: the result, or the failure and its
                       reason.
                    5. Read the trace with trace_view, and tell whether every step is there, which took longest, and what
                       failed.

                    Say the id of the trace at the start and at the end. Never write secrets or passwords into a trace.
                    """
        );

    static PromptText Audio() =>
        new(
            new Prompt
            {
                Name = "analyze_audio_workflow",
                Description = "Transcribe and summarise a recording, and keep both as a trace",
                Arguments =
                [
                    PromptText.Argument("file_path", "The recording"),
                    PromptText.Argument(
                        "summary_style",
                        "concise if not given; detailed, bullets, …",
                        isRequired: false
                    ),
                ],
            },
            NeedsFull: false,
            given =>
                $"""
                    Transcribe the recording {given["file_path"]} and summarise it.
                    Style of the summary: {given.GetValueOrDefault("summary_style", "concise")}.

                    1. Make a trace named "audio analysis" with the path of the file as input_data.
                    2. If there is a tool media_upload, put the recording beside the trace, as its input.
                    3. Transcribe it with what you have for that; add an observation "transcribe" of type GENERATION with the
                       transcript as its output. If you have nothing that can transcribe, say so and stop here.
                    4. Summarise the transcript, in the style above; add an observation "summarise" of type GENERATION, with
                       the transcript as its input and the summary as its output. Invent nothing that was not said, and mark
                       what could not be understood.
                    5. Set the output of the trace to the summary with trace_patch_output.

                    Answer with the summary and the id of the trace.
                    """
        );

    static PromptText Duo() =>
        new(
            new Prompt
            {
                Name = "mia_miette_duo",
                Description = "Two voices on one task: Mia builds, Miette tells what it means",
                Arguments =
                [
                    PromptText.Argument("task_context", "What it is about"),
                    PromptText.Argument("technical_details", "What must be built or solved"),
                    PromptText.Argument("creative_goal", "What it is to bring about"),
                ],
            },
            NeedsFull: true,
            given =>
                $"""
                    Work on this with two voices, and mark who speaks.

                    Mia is an engineer. She looks for structure: what depends on what, where it can break, what to measure.
                    She is exact, names her assumptions, and shows her plan before she carries it out.

                    Miette is a narrator. She says in plain and warm words what Mia's steps mean for those whom they are for,
                    asks what a newcomer would ask, and notices where a solution is right and still does not feel right.

                    Context: {given["task_context"]}
                    Technical: {given["technical_details"]}
                    Goal: {given["creative_goal"]}

                    Mia begins with a plan of at most seven steps. Miette answers with what each brings nearer to the goal,
                    and with one doubt. Mia takes up the doubt, then they go through the steps in turn. Where tools for traces
                    are there, each step becomes an observation of one trace, Mia's part in its output, Miette's in its
                    metadata. They end with what was reached, what is open, and the id of the trace.
                    """
        );
}
