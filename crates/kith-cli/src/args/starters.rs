//! The arguments of what conversations begin with.

use clap::Args;

/// Something was seen of somebody: what to do instead of a like.
#[derive(Args, Debug)]
pub struct Instead {
    /// Of whom
    pub person: String,
    /// What it was: "her first day at the clinic"
    pub text: String,
    /// To call them: keeps it, and says their number if it is an hour for a call there
    #[arg(long, conflicts_with_all = ["plan", "keep"])]
    pub call: bool,
    /// To plan to meet: keeps it, and says how
    #[arg(long, conflicts_with = "keep")]
    pub plan: bool,
    /// Only to keep it for the next time
    #[arg(long)]
    pub keep: bool,
}

/// What you said you would do.
#[derive(Args, Debug)]
pub struct Promise {
    /// To whom
    pub person: String,
    /// What: "send the photos"
    #[arg(required = true)]
    pub text: Vec<String>,
}
