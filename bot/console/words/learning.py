"""What became of a training."""

from bot.support.training import TrainingState

TRAININGS = {
    TrainingState.ASKED_FOR: "Begins in a moment",
    TrainingState.TRAINING: "Training",
    TrainingState.MEASURING: "Measuring both models",
    TrainingState.LIVE: "Live",
    TrainingState.WORSE: "Not put live: the present model understands more",
    TrainingState.FAILED: "Failed",
}
