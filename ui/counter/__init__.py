"""The counter's screen: customer and queue, the form with its steps, the paper as it will be printed."""
