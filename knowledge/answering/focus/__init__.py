"""Does a message stay with the procedure in focus or lead to another one?"""
