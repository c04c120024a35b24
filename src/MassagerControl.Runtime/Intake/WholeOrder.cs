using MassagerControl.Core.Areas;
using MassagerControl.Core.Massagers;
using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Intake;

/// <summary>An order of which everything was found.</summary>
internal sealed record WholeOrder(MassageProgram Program, OrderPlace Place);

/// <summary>Where a session is to be, and with what.</summary>
internal sealed record OrderPlace(BodyArea Area, MassagerTraits Massager);
