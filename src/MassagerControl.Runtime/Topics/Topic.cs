using System.Collections.Immutable;

namespace MassagerControl.Runtime.Topics;

/// <summary>Something to know about knots and massage: a few paragraphs, each with where it is from.</summary>
/// <param name="Order">Its place in the list.</param>
public sealed record Topic(string Id, int Order, string Title, ImmutableArray<TopicParagraph> Paragraphs);

/// <param name="Text">English; a language translates it as a whole.</param>
/// <param name="Sources">At least one.</param>
public sealed record TopicParagraph(string Text, ImmutableArray<TopicSource> Sources);

/// <param name="Says">What of the paragraph stands there.</param>
public sealed record TopicSource(string Title, string Says);
