"""What stands beside the words: checklist, question, sample answers, own notes, earlier takes."""
