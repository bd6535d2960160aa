"""The employee master on the screen: sheets, offices and how ready they are."""
